# complex: making, printing, calculating.
def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)


for z in (0j, 1j, -1j, complex(0, -0.0), complex(-0.0, 0), 1 + 2j, 1.5 - 2.5j, complex('inf'), complex('nan+infj'), 1e20 + 1e-7j, complex(1, float('nan'))):
    print(z, repr(z), -z, z.real, z.imag, z.conjugate(), abs(z), bool(z))
for text in ('1', 'j', '+j', '-j', '1+2j', ' ( 1e5-2.5E-3J ) ', '1_0+2j', 'inf', '-infj', 'nan+nanj', '', '1+', '1 + 2j', '(1', '1j+2', 'x', '1__0'):
    show(complex, text)
for args in ((1, 2), (1j, 2), (1j, 1j), (1.5,), (), (None,), ([],), (1, []), ('1', 2), (1, '2'), (10**400,)):
    show(complex, *args)
for op in ('(1+2j)*(3-4j)', '(1+2j)/(3-4j)', '(1+2j)+1', '2.5-(1+2j)', '(1+2j)**2', '(1+2j)**-3', '(1+2j)**0.5', '(1+2j)**(1-1j)', '0j**0', '0j**2', '1j/0', '0j**-1', '0j**1j', '1j//1', '1j%1',
           '1j<2', 'pow(1j,2,3)', '1j==1j', '1+0j==1', '1j==1', 'int(1j)', 'float(1j)', '1e200j**2', 'abs(complex(1e308,1e308))', '{1:2}[1+0j]', '1j!=2j'):
    show(eval, op)
for spec in ('', '.2f', '20', '<20.1f', '^+20.3e', 'g', ',.1f', '010', '=10', '%', '.3', 'd'):
    show(format, 1234.5 - 2.25j, spec), show(format, 3j, spec)

# binascii: hexadecimal, base64, uu, quoted-printable, checksums.
import binascii


def show(*sources):
    for source in sources:
        try:
            print(source, '->', repr(eval(source)))
        except Exception as e:
            print(source, '->', type(e).__name__, e)


show("binascii.unhexlify('abc')",
     "binascii.unhexlify('zz')",
     "binascii.unhexlify('4142')",
     "binascii.unhexlify('\\u1234')",
     "binascii.a2b_base64('YWJj')",
     "binascii.a2b_base64('YW Jj\\nZA==')",
     "binascii.a2b_base64('a')",
     "binascii.a2b_base64('ab')",
     "binascii.a2b_base64('abc=')",
     "binascii.a2b_base64('ab=c')",
     "binascii.a2b_base64('abc=', strict_mode=True)",
     "binascii.a2b_base64('=abc', strict_mode=True)",
     "binascii.a2b_base64('ab==c', strict_mode=True)",
     "binascii.a2b_base64('a!b=', strict_mode=True)",
     "binascii.a2b_base64('ab=', strict_mode=True)",
     "binascii.a2b_base64('a=b=', strict_mode=True)",
     "binascii.a2b_base64('abcd=', strict_mode=True)",
     "binascii.a2b_base64('abcde')",
     'binascii.a2b_base64(5)',
     "binascii.b2a_base64(b'abc', newline=False)",
     "binascii.b2a_base64(b'a'), binascii.b2a_base64(b'ab'), binascii.b2a_base64(b'')",
     "binascii.b2a_uu(b'a' * 46)",
     "binascii.b2a_uu(b'hello'), binascii.b2a_uu(b''), binascii.b2a_uu(b'\\0\\0', backtick=True)",
     "binascii.a2b_uu(binascii.b2a_uu(b'hello world'))",
     "binascii.a2b_uu(b'!')",
     "binascii.a2b_uu(b'#   x')",
     "binascii.a2b_uu(b'!\\xff')",
     "binascii.a2b_qp(b'=4'), binascii.a2b_qp(b'a=3Db=\\nc_d', header=True), binascii.a2b_qp(b'=', False), binascii.a2b_qp(b'==41')",
     "binascii.b2a_qp(b'a b\\n'), binascii.b2a_qp(b'a \\n'), binascii.b2a_qp(b'=\\xff.\\t'), binascii.b2a_qp(b'x' * 100)",
     "binascii.b2a_qp(b'a b\\tc', quotetabs=True), binascii.b2a_qp(b'a_b c', header=True), binascii.b2a_qp(b'a\\r\\nb\\n', istext=False), binascii.b2a_qp(b'a\\r\\nb\\n'), binascii.b2a_qp(b'.\\n.a')",
     "binascii.hexlify(b'abc'), binascii.hexlify(b'abcde', ':'), binascii.hexlify(b'abcde', b'-', 2), binascii.hexlify(b'abcde', '-', -2)",
     "binascii.hexlify('abc')",
     "binascii.hexlify(b'abc', '::')",
     "binascii.crc32(b'abc'), binascii.crc32(b'c', binascii.crc32(b'ab')), binascii.crc32(b''), binascii.crc32(bytes(range(256)) * 100)",
     "binascii.crc_hqx(b'abc', 0), binascii.crc_hqx(b'123456789', 0xffff)")

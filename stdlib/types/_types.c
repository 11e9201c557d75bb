/* stdlib/types/_types.c -- the types that have no name among the built-ins, for the module types. */
#include "runtime/descr.h"
#include "runtime/generic_alias.h"
#include "runtime/module.h"
#include "runtime/namespace.h"
#include "runtime/union_type.h"
#include "vm/callback.h"

Value module__types_init(void);

/* What C modules of CPython pass pointers to each other in.  Nothing in weft makes one: programs only ask whether
 * a value is one. */
static Type type_capsule = {
    .base = STATIC_OBJ(&type_type), .name = "PyCapsule", .basic_size = sizeof(Obj), .flags = TYPE_NO_NEW,
    .doc = "Capsule objects let you wrap a C \"void *\" pointer in a Python object.",
};

static const struct { const char *name; Type *type; } rows[] = {
    {"AsyncGeneratorType", &type_async_generator},
    {"BuiltinFunctionType", &type_native},
    {"BuiltinMethodType", &type_native},
    {"CapsuleType", &type_capsule},
    {"CellType", &type_cell},
    {"ClassMethodDescriptorType", &type_classmethod_descr},
    {"CodeType", &type_code},
    {"CoroutineType", &type_coroutine},
    {"EllipsisType", &type_ellipsis},
    {"FrameType", &type_frame},
    {"FunctionType", &type_function},
    {"GeneratorType", &type_generator},
    {"GenericAlias", &type_generic_alias},
    {"GetSetDescriptorType", &type_getset_descr},
    {"LambdaType", &type_function},
    {"MappingProxyType", &type_mapping_proxy},
    {"MemberDescriptorType", &type_member_descr},
    {"MethodDescriptorType", &type_method_descr},
    {"MethodType", &type_bound_method},
    {"MethodWrapperType", &type_method_wrapper},
    {"ModuleType", &type_module},
    {"NoneType", &type_none},
    {"NotImplementedType", &type_not_implemented},
    {"SimpleNamespace", &type_simple_namespace},
    {"TracebackType", &type_traceback},
    {"UnionType", &type_union},
    {"WrapperDescriptorType", &type_slot_wrapper},
};

Value module__types_init(void)
{
    Value module = module_new("_types", "The types that have no name among the built-ins.", NULL);
    if (value_is_error(module) || type_ready(&type_capsule))
        goto fail;
    for (size_t i = 0; i < N_ELEMENTS(rows); i++) {
        if (module_add(module, rows[i].name, value_dup_obj(rows[i].type)))
            goto fail;
    }
    return module;
fail:
    value_drop(module);
    return VALUE_ERROR;
}

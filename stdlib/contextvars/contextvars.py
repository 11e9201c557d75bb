"""Variables whose value belongs to the running context: a task, a thread, a Context.run() (PEP 567). In C, in _contextvars."""
from _contextvars import Context, ContextVar, Token, copy_context

__all__ = ("Context", "ContextVar", "Token", "copy_context")

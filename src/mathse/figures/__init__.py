"""The built-in world: math problems drawn and solved by program, their checker, a solver-teacher, a small base model."""

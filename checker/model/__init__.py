"""The shared, frozen values that every room speaks in. No room imports another; all import this one."""

"""What the law says, as data and pure functions: control lists, their versions and differences."""

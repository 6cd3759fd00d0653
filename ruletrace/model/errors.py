"""What every room's errors for the user have in common."""


class ToldError(Exception):
    """An error whose message is for the user: a command ends with it and with code 1."""

"""What a trial on one machine needs beside the code: a database server, a mail sink, a supervisor.

Nothing in here is used in production, and nothing in here knows Django.
"""

"""How articles are changed over HTTP: uploads, jobs, repeated and conditional requests."""

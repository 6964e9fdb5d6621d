"""What `make run` starts: the database, the preparation, the web server and the worker, in one foreground process."""

"""A build on a Dask cluster: terms that both sides keep, a worker's side, the command's side."""

"""Large files: a worker makes what takes long, and the person who asked fetches it."""

"""The files of a sent report: made of what was frozen, and of nothing else."""

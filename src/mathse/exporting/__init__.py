"""A run's training rows as files for other trainers: TRL, LLaMA-Factory, ms-swift, any reader of parquet.

rows      the rows of D_SFT, and pairs of accepted and rejected paths
formats   how each trainer wants them written
"""

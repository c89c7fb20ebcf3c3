"""Trainers: who fine-tunes a checkpoint. One file each."""

"""Policies: who writes reasoning paths. One file each; a teacher is a policy, and so is the student."""

"""What a person already has and should not pay for again, into a run's recording.

    rows      teacher solutions and annotations, as rows of the stages that would ask for them
    models    an M_0 or an ORM, under its digest

Everything keeps where it came from: `mathse lineage` and `mathse show` say so.
"""

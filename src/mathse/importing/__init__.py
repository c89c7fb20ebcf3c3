"""What a person already has and should not pay for again, into a run's recording.

    reading   what a line of a file says
    rows      teacher solutions and annotations, as rows of the stages that would ask for them
    uses      which of them the run will ask for
    models    an M_0 or an ORM, under its digest

Everything keeps where it came from: `mathse lineage` and `mathse show` say so.
"""

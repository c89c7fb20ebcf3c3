"""What a hand can do to a recording: each edit, and what is said of it."""

EDITS: dict[str, str] = {
    # how rows came about
    """UPDATE recipe SET json = replace(json, '"leaf"', '"leave"')""": "its table recipe is not",
    "UPDATE recipe SET json = replace(json, '0.8', '0.9')": "its table recipe is not",
    "UPDATE recipe SET verb = 'sample' WHERE verb = 'evaluate'": "its table recipe is not",
    "UPDATE recipe SET key = x'00' WHERE id = 2": "its table recipe is not",
    "UPDATE row SET recipe = (SELECT max(id) FROM recipe) WHERE id = 40": "its table row is not",
    # rows, beside what the digest of their stage covers
    "UPDATE row SET id = id + 5000 WHERE id = 40": "names a row that is gone",
    "INSERT INTO row SELECT id + 5000, recipe, x'00', problem, parent, sample, status, text, content,"
    " json, calls, tokens_in, tokens_cached, tokens_out, images, money FROM row WHERE id = 40":
    "its table row is not",
    "INSERT INTO failure SELECT recipe, unit, 1, 'policy', 'no' FROM row WHERE id = 40":
    "its table failure is not",
    # models and trainings
    "DELETE FROM training": "its table training is not",
    "DELETE FROM training WHERE seconds = (SELECT max(seconds) FROM training)":
    "its table training is not",
    "UPDATE training SET seconds = seconds + 60": "its table training is not",
    """UPDATE model SET json = replace(json, '"rows"', '"raws"')""": "its table model is not",
    "UPDATE model SET input = x'00' WHERE input IS NOT NULL": "its table model is not",
    "UPDATE model SET path = 'models'": "its table model is not",
    # stages
    "UPDATE stage SET seconds = seconds + 60 WHERE id = 3": "its table stage is not",
    "UPDATE stage SET failed = 1 WHERE id = 3": "its table stage is not",
    "UPDATE stage SET output = NULL WHERE id = 3": "its table stage is not",
    "UPDATE stage SET units = x'00' WHERE id = 5": "its table stage is not",
    "DELETE FROM stage WHERE id = 5": "names a stage that is gone",
    # runs and readings
    "UPDATE run SET recipe = replace(recipe, 'rounds = 2', 'rounds = 1')": "its table run is not",
    "UPDATE run_stage SET done = done - 1 WHERE ordinal = 4": "its table run_stage is not",
    "UPDATE run_stage SET name = 'round_9.sample' WHERE ordinal = 4": "its table run_stage is not",
    "DELETE FROM run_stage WHERE ordinal > 9": "its table run_stage is not",
    "UPDATE load SET json = replace(json, 'fake', 'real')": "its table load is not",
    "INSERT INTO reservation (run, calls, tokens, money, settled) VALUES (1, 1, 9, 0.5, 1)":
    "its table reservation is not",
    # the sums themselves
    "DELETE FROM seal WHERE name = 'model'": "its table model is not",
    "UPDATE seal SET sum = x'00' WHERE name = 'stage'": "its table stage is not",
}  # fmt: skip

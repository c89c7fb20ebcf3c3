"""The base model's tokenizer: words of the world whole, digits one by one, any other text as bytes.

A unigram model over byte-level characters: all 256 bytes are pieces, so nothing is ever unknown (Chinese,
LaTeX and emoji become bytes), and the words that the world writes are pieces of their own. A piece carries
the space before it, as in GPT-2, so decoding gives back the text exactly. A digit is never joined to another.
"""

from collections import Counter
from collections.abc import Iterable
from typing import Any

PAD, END, USER, ASSISTANT, SYSTEM = (
    "<pad>",
    "<end_of_utterance>",
    "<|user|>",
    "<|assistant|>",
    "<|system|>",
)
IMAGE, AROUND_IMAGE, GLOBAL_IMAGE = "<image>", "<fake_token_around_image>", "<global-img>"
SPECIAL = (PAD, END, USER, ASSISTANT, SYSTEM, AROUND_IMAGE, GLOBAL_IMAGE, IMAGE)

# One piece at most per match: a digit, a run of letters, a run of signs (each with the space before it), or blanks.
PRETOKEN = r" ?\d| ?\p{L}+| ?[^\s\p{L}\d]+|\s+"

# Signs and judge's words that no page of the world need hold, but that every judge of it writes.
ALWAYS = (
    *("{", "}", "[", "]", "(", ")", ",", ".", ":", ";", "?", "!", "=", "+", "-", "*", "/", "%", "<", ">", "|", "_"),
    *('"', '":', '",', '"}', '{"', "':", "\\", "$", "^", "'", "\n", "\n\n"),
    *("status", "error", "step", "analysis", "null", "CORRECT", "WRONG", "right", "wrong", "same", "different"),
    *("Step", "step", "The", "the", "answer", "to", "this", "problem", "is", "reference", "draft", "True", "False"),
)  # fmt: skip

# Each turn: its role, its parts, the end. `generation` marks what a trainer takes the loss on.
CHAT_TEMPLATE = (
    "{%- for message in messages -%}"
    "<|{{ message['role'] }}|>"
    "{%- macro parts(content) -%}"
    "{%- if content is string -%}{{ content }}{%- else -%}{%- for part in content -%}"
    "{%- if part['type'] == 'image' -%}<image>{%- elif part['type'] == 'text' -%}{{ part['text'] }}{%- endif -%}"
    "{%- endfor -%}{%- endif -%}{%- endmacro -%}"
    "{%- if message['role'] == 'assistant' -%}"
    "{%- generation -%}{{ parts(message['content']) }}<end_of_utterance>{%- endgeneration -%}"
    "{%- else -%}{{ parts(message['content']) }}<end_of_utterance>{%- endif -%}"
    "{%- endfor -%}"
    "{%- if add_generation_prompt -%}<|assistant|>{%- endif -%}"
)


def pieces(texts: Iterable[str], *, at_least: int, limit: int) -> list[str]:
    """The `limit` most frequent words and signs of `texts`, each as written there (with its leading space or without)."""
    from tokenizers import Regex, pre_tokenizers

    splitter = pre_tokenizers.Split(Regex(PRETOKEN), behavior="isolated")
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(piece for piece, _ in splitter.pre_tokenize_str(text))
    frequent = [
        piece
        for piece, count in counts.most_common()
        if count >= at_least and len(piece.strip()) > 1
    ]
    return sorted(frequent[:limit])


def build_tokenizer(words: Iterable[str]) -> Any:
    """A `PreTrainedTokenizerFast` whose pieces are the bytes, the digits, `ALWAYS` and `words`."""
    from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, pre_tokenizers
    from transformers import PreTrainedTokenizerFast

    spell = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)
    whole = [
        *(str(digit) for digit in range(10)),
        *ALWAYS,
        *sorted({word.strip() for word in words}),
    ]
    wanted = [*(form for word in whole for form in (word, " " + word)), " "]
    spelled = ["".join(part for part, _ in spell.pre_tokenize_str(word)) for word in wanted]
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    score = dict.fromkeys(spelled, -1.0) | {byte: -10.0 for byte in alphabet if byte not in spelled}
    vocabulary = [*((token, 0.0) for token in SPECIAL), *score.items()]

    tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=0, byte_fallback=False))
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Split(Regex(PRETOKEN), "isolated"), spell]
    )
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.add_special_tokens(
        [AddedToken(token, normalized=False, special=True) for token in SPECIAL]
    )
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        pad_token=PAD,
        eos_token=END,
        unk_token=PAD,
        additional_special_tokens=[token for token in SPECIAL if token not in (PAD, END)],
        padding_side="left",
        clean_up_tokenization_spaces=False,
        model_max_length=2048,
        chat_template=CHAT_TEMPLATE,
    )

//! The attribute on any item. The first line of the input is the text in the attribute; the rest
//! is the item. To run it without adding findings to the committed inputs:
//! `mkdir -p fuzz/artifacts/new && cargo +nightly fuzz run attribute fuzz/artifacts/new fuzz/corpus/attribute`

#![no_main]

use libfuzzer_sys::fuzz_target;

/// Depth limit: rustc refuses deeper code before any macro sees it.
const DEEPEST: usize = 64;

fuzz_target!(|input: &str| {
    let Some((args, item)) = input.split_once('\n') else {
        return;
    };
    let brackets = input.matches(['(', '[', '{', '<', '!', '-', '&', '*', '|']);
    if brackets.count() <= DEEPEST {
        retry_runtime_macros::check(args, item);
    }
});

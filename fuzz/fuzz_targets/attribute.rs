//! The first line is what stands in the attribute, the rest is what stands under
//! it. To run, and keep what is found out of the committed inputs:
//! `mkdir -p fuzz/artifacts/new && cargo +nightly fuzz run attribute fuzz/artifacts/new fuzz/corpus/attribute`

#![no_main]

use libfuzzer_sys::fuzz_target;

/// rustc refuses deeper code itself, before any macro sees it.
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

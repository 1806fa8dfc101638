//! The body of an `unsafe fn` is retried as any other, and its safety comment
//! still covers it.
#![deny(unsafe_op_in_unsafe_fn)]

use retry_runtime::retry;

/// # Safety
///
/// `at` must point to a valid `u8`.
#[retry(max = 1, base_delay = "1ns")]
unsafe fn read(at: *const u8) -> Result<u8, String> {
    // SAFETY: the caller promises that `at` is valid.
    Ok(unsafe { *at })
}

fn main() {
    // SAFETY: a reference is a valid pointer.
    assert_eq!(unsafe { read(&7) }, Ok(7));
}

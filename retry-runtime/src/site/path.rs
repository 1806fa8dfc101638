//! The paths that the compiler gives to functions and closures.

/// The name of the function that the attribute adds in order to find the path of the user's
/// function.
const MARK: &str = "::__site";
const CLOSURE: &str = "::{{closure}}";

/// The path of the function: without the mark and the closures at its end, and without the `&` of a
/// closure that is passed by reference.
#[inline]
pub(super) fn of_function(path: &str) -> &str {
    let mut path = path.strip_suffix(MARK).unwrap_or(path);
    while let Some(around) = path.strip_suffix(CLOSURE) {
        path = around;
    }
    while let Some(lent) = path.strip_prefix('&') {
        path = lent.strip_prefix("mut ").unwrap_or(lent);
    }
    path
}

/// The last part of a path: the name of the function.
#[inline]
pub(super) fn last(path: &str) -> &str {
    let pieces = kept(of_function(path)).filter(|piece| !piece.is_empty());
    let end = pieces.last().unwrap_or(path);
    end.rsplit("::").next().unwrap_or(end)
}

/// The pieces of a path without its generic arguments and closures. Generic arguments are in `<>`
/// right after a name. `<Type as Trait>` is kept, and the `>` of `->` is not a bracket.
#[inline]
pub(super) fn kept(path: &str) -> impl Iterator<Item = &str> {
    let mut chars = path.char_indices();
    let mut depth = 0_u32;
    let mut before = ' ';
    // The start of the current piece, if it is to be kept.
    let mut start = Some(0);
    let pieces = core::iter::from_fn(move || {
        for (at, char) in chars.by_ref() {
            match (core::mem::replace(&mut before, char), char) {
                // A constant argument of type `char`, and not a bracket.
                ('\'', '<' | '>') if path[at + 1..].starts_with('\'') => {}
                (_, '<') if depth > 0 => depth += 1,
                (before, '<') if before.is_alphanumeric() || before == '_' => {
                    depth = 1;
                    return start.take().map(|start| &path[start..at]);
                }
                (before, '>') if depth > 0 && before != '-' => {
                    depth -= 1;
                    start = Some(at + 1);
                }
                _ => {}
            }
        }
        start.take().map(|start| &path[start..])
    });
    // Closures are removed from the kept pieces. A closure in brackets is gone already.
    pieces.flat_map(|piece| piece.split(CLOSURE))
}

/// The part of a closure's path before the function: its module, and the type of a method.
#[cfg(feature = "tracing")]
pub(super) fn module_of(path: &'static str) -> &'static str {
    let mut path = path;
    // The path of a closure passed by reference begins with `&`, and that of a trait method with
    // `<`.
    while let Some(rest) = path.strip_prefix(['&', '<']) {
        path = rest.strip_prefix("mut ").unwrap_or(rest);
    }
    let end = path.find(['<', '>', '{', ' ']).unwrap_or(path.len());
    let function = path[..end].trim_end_matches("::");
    function.rsplit_once("::").map_or("", |(module, _)| module)
}

#[cfg(all(test, feature = "tracing"))]
mod tests {
    use super::*;

    #[test]
    fn the_module_is_the_path_before_the_function() {
        for (path, module) in [
            ("shop::http::fetch::{{closure}}", "shop::http"),
            ("&mut shop::http::fetch::{{closure}}", "shop::http"),
            ("shop::http::fetch<&str>::{{closure}}", "shop::http"),
            ("shop::Orders::fetch::{{closure}}", "shop::Orders"),
            ("<shop::Orders as shop::Load>::load::{{closure}}", "shop"),
            ("shop::nothing", "shop"),
            ("main", ""),
        ] {
            assert_eq!(module_of(path), module, "{path}");
        }
    }
}

//! Durations in their usual notation, from the table that also tests the attribute's parser.

use retry_runtime::parse_duration;

#[test]
fn durations_parse_and_print_as_in_the_table() {
    let table = include_str!("../../data/rules/durations.tsv");
    for row in table.lines().filter(|row| !row.starts_with('#')) {
        let (input, expected) = row.split_once('\t').expect(row);
        let read = match parse_duration(input) {
            Ok(duration) => format!("{}ns", duration.as_nanos()),
            Err(error) => error.to_string(),
        };
        assert_eq!(read, expected, "for `{input}`");
    }
}

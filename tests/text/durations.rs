//! Durations as people write them, by the table that the attribute's parser is
//! tested with too.

use retry_runtime::parse_duration;

#[test]
fn the_table_of_durations_holds() {
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

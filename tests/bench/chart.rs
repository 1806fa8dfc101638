//! The chart of the README: bars, as SVG, for light pages and for dark ones.

use std::fs;

use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use crate::table::{Done, committed, folder};

const SIZE: (u32, u32) = (880, 440);
const FONT: &str = "sans-serif";

struct Theme {
    name: &'static str,
    text: RGBColor,
    own: RGBColor,
    others: RGBColor,
    line: RGBColor,
}

const THEMES: [Theme; 2] = [
    Theme {
        name: "light",
        text: RGBColor(0x1f, 0x23, 0x28),
        own: RGBColor(0x00, 0x62, 0xa8),
        others: RGBColor(0xaf, 0xb8, 0xc1),
        line: RGBColor(0xc0, 0x4a, 0x00),
    },
    Theme {
        name: "dark",
        text: RGBColor(0xe6, 0xed, 0xf3),
        own: RGBColor(0x56, 0xb4, 0xe9),
        others: RGBColor(0x48, 0x4f, 0x58),
        line: RGBColor(0xff, 0x8c, 0x42),
    },
];

/// Draws the successes at the first attempt, as ratios to the loop by hand.
pub(crate) fn write() -> Done {
    let (_, rows) = committed("calls")?;
    let column = |index: usize| -> Vec<(String, f64)> {
        let counts = rows
            .iter()
            .filter_map(|row| Some((row[0].as_str()?.to_owned(), row[index].as_f64()?)));
        let counts: Vec<(String, f64)> = counts.collect();
        let by_hand = counts.iter().find(|(name, _)| name == "loop by hand");
        let by_hand = by_hand.map_or(1.0, |(_, count)| *count);
        counts
            .into_iter()
            .map(|(name, count)| (name, count / by_hand))
            .collect()
    };
    for theme in &THEMES {
        let mut svg = String::new();
        {
            let root = SVGBackend::with_string(&mut svg, SIZE).into_drawing_area();
            let (left, right) = root.split_horizontally(SIZE.0 / 2);
            bars(&left, "success, blocking", &column(1), theme)?;
            bars(&right, "success, async", &column(2), theme)?;
            root.present()?;
        }
        fs::write(folder().join(format!("success-{}.svg", theme.name)), svg)?;
    }
    Ok(())
}

/// Draws one bar for each row, as long as the row's ratio, and a line at 1.
fn bars(
    area: &DrawingArea<SVGBackend<'_>, plotters::coord::Shift>,
    title: &str,
    ratios: &[(String, f64)],
    theme: &Theme,
) -> Done {
    const START: i32 = 150;
    const LENGTH: f64 = 220.0;
    const STEP: i32 = 34;
    let longest = ratios
        .iter()
        .fold(1.0, |most: f64, (_, ratio)| most.max(*ratio));
    #[allow(clippy::cast_possible_truncation, reason = "pixels")]
    let end = |ratio: f64| START + (ratio / longest * LENGTH) as i32;
    let text = |size: u32, h: HPos| {
        (FONT, size, &theme.text)
            .into_text_style(area)
            .pos(Pos::new(h, VPos::Center))
    };
    let heading = format!("{title}: instructions, loop by hand = 1");
    area.draw(&Text::new(heading, (10, 20), text(17, HPos::Left)))?;
    let mut y = 60;
    for (name, ratio) in ratios {
        let own = name.starts_with("#[retry]") || name.starts_with("Policy");
        let color = if own { theme.own } else { theme.others };
        area.draw(&Text::new(
            name.clone(),
            (START - 8, y),
            text(15, HPos::Right),
        ))?;
        area.draw(&Rectangle::new(
            [(START, y - 11), (end(*ratio), y + 11)],
            color.filled(),
        ))?;
        let label = (end(*ratio) + 6, y);
        area.draw(&Text::new(
            format!("{ratio:.2}"),
            label,
            text(15, HPos::Left),
        ))?;
        y += STEP;
    }
    let one = vec![(end(1.0), 42), (end(1.0), y - STEP / 2)];
    area.draw(&PathElement::new(one, theme.line.stroke_width(2)))?;
    Ok(())
}

//! The picture of a plan.

use std::io;
use std::time::Duration;

use plotters::prelude::*;

use crate::plan::{Plan, Row};

const SIZE: (u32, u32) = (800, 420);

/// The number of characters of a title that fit at its usual size. A longer title is drawn smaller.
const FITTING: u32 = 85;

/// Labels in seconds have five decimal places. Shorter delays need more.
const FINE: Duration = Duration::from_micros(100);

/// A color for both white and black backgrounds: the contrast is about 4.4 : 1 with each.
const TEXT: RGBColor = RGBColor(120, 120, 120);
const BAR: RGBColor = RGBColor(26, 127, 201);
const MEAN: RGBColor = RGBColor(201, 96, 26);

/// Draws the plan as SVG, without a background.
pub(crate) fn svg(plan: &Plan) -> io::Result<String> {
    let mut svg = String::new();
    draw(plan, &mut svg)
        .map_err(|error| io::Error::other(format!("can't draw the plan: {error}")))?;
    Ok(svg)
}

fn draw(plan: &Plan, svg: &mut String) -> Result<(), Box<dyn std::error::Error>> {
    let area = SVGBackend::with_string(svg, SIZE)
        .into_drawing_area()
        .margin(8, 4, 4, 4);
    let text = |size: u32| ("sans-serif", size).into_font().color(&TEXT);
    let title = plan.policy.to_string();
    let longer = u32::try_from(title.len()).unwrap_or(u32::MAX).max(FITTING);
    let area = area.titled(&title, text(20 * FITTING / longer))?;
    let rows = plan.rows.len();
    let last = f64::from(u32::try_from(rows)?);
    let mut chart = ChartBuilder::on(&area)
        .margin(12)
        .x_label_area_size(44)
        .y_label_area_size(64)
        .build_cartesian_2d(0.5..last + 0.5, 0.0..plan.longest().as_secs_f64() * 1.05)?;
    let mut mesh = chart.configure_mesh();
    mesh.disable_x_mesh()
        .light_line_style(TRANSPARENT)
        .bold_line_style(TEXT.mix(0.3))
        .axis_style(TEXT)
        .label_style(text(15))
        .axis_desc_style(text(15))
        .x_desc(format!("retry (worst case: {})", plan.worst_case()))
        .y_desc("delay in seconds")
        .x_labels(rows.min(15))
        .x_label_formatter(&|retry| format!("{retry:.0}"));
    if plan.longest() < FINE {
        mesh.y_label_formatter(&|seconds| format!("{seconds:.1e}"));
    }
    mesh.draw()?;

    let bars = |style: ShapeStyle, from: fn(&Row) -> Duration, to: fn(&Row) -> Duration| {
        let bars = plan.rows.iter().filter(move |row| from(row) < to(row));
        bars.map(move |row| Rectangle::new(across(row, from(row), to(row)), style))
            .collect::<Vec<_>>()
    };
    let legend = |color: RGBAColor| {
        move |(x, y)| Rectangle::new([(x, y - 5), (x + 16, y + 5)], color.filled())
    };
    let always = chart.draw_series(bars(
        BAR.filled(),
        |_| Duration::ZERO,
        |row| row.spread.minimum,
    ))?;
    if plan.has_jitter() {
        always.label("at least").legend(legend(BAR.into()));
        chart
            .draw_series(bars(
                BAR.mix(0.4).filled(),
                |row| row.spread.minimum,
                |row| row.spread.maximum,
            ))?
            .label("at most")
            .legend(legend(BAR.mix(0.4)));
        let means = plan.rows.iter().map(|row| {
            PathElement::new(
                across(row, row.spread.mean, row.spread.mean),
                MEAN.stroke_width(3),
            )
        });
        chart
            .draw_series(means)?
            .label("mean")
            .legend(|(x, y)| PathElement::new([(x, y), (x + 16, y)], MEAN.stroke_width(3)));
        chart
            .configure_series_labels()
            .position(SeriesLabelPosition::UpperLeft)
            .label_font(text(15))
            .margin(10)
            .draw()?;
    }
    area.present()?;
    Ok(())
}

/// The corners of a row's bar between two delays.
fn across(row: &Row, from: Duration, to: Duration) -> [(f64, f64); 2] {
    let middle = f64::from(u32::try_from(row.retry).unwrap_or(u32::MAX));
    [
        (middle - 0.35, from.as_secs_f64()),
        (middle + 0.35, to.as_secs_f64()),
    ]
}

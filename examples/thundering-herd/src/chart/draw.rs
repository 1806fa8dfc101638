//! One line chart. It has no background, so the page shows through.

use plotters::coord::ranged1d::{Ranged, ValueFormatter};
use plotters::coord::types::RangedCoordf64;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::theme::Theme;

const SIZE: (u32, u32) = (880, 400);
const LEGEND_WIDTH: u32 = 240;
const FONT: &str = "sans-serif";

pub(super) struct Chart {
    pub(super) title: &'static str,
    pub(super) x: &'static str,
    pub(super) y: &'static str,
    pub(super) scale: Scale,
    pub(super) band: Option<Band>,
    pub(super) series: Vec<Series>,
}

pub(super) enum Scale {
    Linear,
    Logarithmic,
}

/// A named interval of time.
pub(super) struct Band {
    pub(super) name: &'static str,
    pub(super) from: f64,
    pub(super) to: f64,
}

pub(super) struct Series {
    pub(super) name: &'static str,
    pub(super) points: Vec<(f64, f64)>,
    pub(super) width: u32,
    /// True if each point is marked on the line.
    pub(super) marked: bool,
}

type Area<'a> = DrawingArea<SVGBackend<'a>, plotters::coord::Shift>;
type Drawn = Result<(), Box<dyn std::error::Error>>;

impl Chart {
    pub(super) fn svg(&self, theme: &Theme) -> String {
        let mut svg = String::new();
        self.draw(&mut svg, theme)
            .expect("a string takes whatever is drawn");
        svg
    }

    fn draw(&self, svg: &mut String, theme: &Theme) -> Drawn {
        let root = SVGBackend::with_string(svg, SIZE).into_drawing_area();
        let below_title =
            root.titled(self.title, (FONT, 21, &theme.text).into_text_style(&root))?;
        let (plot, legend) = below_title.split_horizontally(SIZE.0 - LEGEND_WIDTH);

        let points = || self.series.iter().flat_map(|series| &series.points);
        let right = points().fold(0.0, |most, (x, _)| x.max(most));
        let top = points().fold(0.0, |most, (_, y)| y.max(most));
        let mut chart = ChartBuilder::on(&plot);
        chart.margin(10).x_label_area_size(44).y_label_area_size(66);
        match self.scale {
            Scale::Linear => {
                let mut chart = chart.build_cartesian_2d(0.0..right, 0.0..top * 1.05)?;
                self.lines(&mut chart, 0.0..top * 1.05, theme)?;
            }
            Scale::Logarithmic => {
                let low = points().fold(top, |least, (_, y)| y.min(least));
                let range = low / 1.2..top * 1.2;
                let mut chart = chart.build_cartesian_2d(0.0..right, range.clone().log_scale())?;
                self.lines(&mut chart, range, theme)?;
            }
        }
        self.legend(&legend, theme)?;
        root.present()?;
        Ok(())
    }

    fn lines<'a, Y>(
        &self,
        chart: &mut ChartContext<'a, SVGBackend<'a>, Cartesian2d<RangedCoordf64, Y>>,
        range: std::ops::Range<f64>,
        theme: &Theme,
    ) -> Drawn
    where
        Y: Ranged<ValueType = f64> + ValueFormatter<f64>,
    {
        if let Some(band) = &self.band {
            let corners = [(band.from, range.start), (band.to, range.end)];
            chart.draw_series([Rectangle::new(corners, theme.band.filled())])?;
            let middle = f64::midpoint(band.from, band.to);
            let style = (FONT, 16, &theme.text)
                .into_text_style(chart.plotting_area())
                .pos(Pos::new(HPos::Center, VPos::Top));
            chart.draw_series([Text::new(band.name, (middle, range.end), style)])?;
        }
        chart
            .configure_mesh()
            .axis_style(theme.text)
            .bold_line_style(theme.grid)
            .light_line_style(TRANSPARENT)
            .label_style((FONT, 16, &theme.text))
            .axis_desc_style((FONT, 16, &theme.text))
            .x_desc(self.x)
            .y_desc(self.y)
            .x_label_formatter(&|x| tick(*x))
            .y_label_formatter(&|y| tick(*y))
            .draw()?;
        for (series, color) in self.series.iter().zip(theme.lines) {
            chart.draw_series(LineSeries::new(
                series.points.iter().copied(),
                color.stroke_width(series.width),
            ))?;
            if series.marked {
                let dots = series.points.iter();
                chart.draw_series(dots.map(|point| Circle::new(*point, 3, color.filled())))?;
            }
        }
        Ok(())
    }

    /// Draws the legend beside the lines, so that it hides none of them.
    fn legend(&self, area: &Area<'_>, theme: &Theme) -> Drawn {
        let style = (FONT, 16, &theme.text)
            .into_text_style(area)
            .pos(Pos::new(HPos::Left, VPos::Center));
        let mut y = 24;
        for (series, color) in self.series.iter().zip(theme.lines) {
            let line = vec![(4, y), (24, y)];
            area.draw(&PathElement::new(
                line,
                color.stroke_width(series.width.max(3)),
            ))?;
            area.draw(&Text::new(series.name, (30, y), style.clone()))?;
            y += 22;
        }
        Ok(())
    }
}

/// Returns the number at a tick, rounded: 0.1 + 0.2 is 0.3.
fn tick(value: f64) -> String {
    ((value * 1e6).round() / 1e6).to_string()
}

//! Colors for light pages and for dark ones.

use plotters::style::RGBColor;

pub(super) struct Theme {
    pub(super) text: RGBColor,
    pub(super) grid: RGBColor,
    pub(super) band: RGBColor,
    /// The colors of the series, in order. Color-blind readers can tell them apart: the colors
    /// follow Okabe and Ito, darkened or lightened for contrast.
    pub(super) lines: [RGBColor; 5],
}

/// The theme for white pages (#ffffff).
pub(super) const LIGHT: Theme = Theme {
    text: RGBColor(0x1f, 0x23, 0x28),
    grid: RGBColor(0xd1, 0xd9, 0xe0),
    band: RGBColor(0xe6, 0xea, 0xef),
    lines: [
        RGBColor(0x6e, 0x77, 0x81),
        RGBColor(0xc0, 0x4a, 0x00),
        RGBColor(0x00, 0x62, 0xa8),
        RGBColor(0x00, 0x80, 0x5c),
        RGBColor(0xa8, 0x4a, 0x86),
    ],
};

/// The theme for dark pages (#0d1117).
pub(super) const DARK: Theme = Theme {
    text: RGBColor(0xe6, 0xed, 0xf3),
    grid: RGBColor(0x30, 0x36, 0x3d),
    band: RGBColor(0x21, 0x26, 0x2d),
    lines: [
        RGBColor(0x9d, 0xa7, 0xb3),
        RGBColor(0xff, 0x8c, 0x42),
        RGBColor(0x56, 0xb4, 0xe9),
        RGBColor(0x2d, 0xc4, 0x9b),
        RGBColor(0xe0, 0x90, 0xc4),
    ],
};

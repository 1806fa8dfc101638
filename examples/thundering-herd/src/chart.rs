//! The charts, as SVG: each in a version for light pages and one for dark.

mod draw;
mod theme;

use crate::contention::{Cell, Strategy};
use crate::statistics::Estimate;
use crate::{overload, rate_limit, reconnect};

use draw::{Band, Chart, Scale, Series};
use theme::{DARK, LIGHT};

/// The name of a file without its ending, and the picture.
struct Named {
    name: &'static str,
    chart: Chart,
}

/// The files of a chart: their names, and the SVG text.
fn files(charts: Vec<Named>) -> Vec<(String, String)> {
    let both = |Named { name, chart }: Named| {
        [("light", &LIGHT), ("dark", &DARK)]
            .map(|(mode, theme)| (format!("{name}-{mode}.svg"), chart.svg(theme)))
    };
    charts.into_iter().flat_map(both).collect()
}

/// Draws calls and completion times by the number of clients.
#[must_use]
pub fn contention(cells: &[Cell]) -> Vec<(String, String)> {
    let series = |of: fn(&Cell) -> Estimate| {
        let line = |strategy: Strategy| Series {
            name: strategy.name(),
            points: cells
                .iter()
                .filter(|cell| cell.strategy == strategy)
                .map(|cell| (f64::from(cell.clients), of(cell).mean))
                .collect(),
            width: 2,
            marked: true,
        };
        Strategy::ALL.map(line).into()
    };
    files(vec![
        Named {
            name: "contention-calls",
            chart: Chart {
                title: "Work for the service: calls until all clients have written",
                x: "clients writing to one row",
                y: "calls",
                scale: Scale::Linear,
                band: None,
                series: series(|cell| cell.calls),
            },
        },
        Named {
            name: "contention-completion",
            chart: Chart {
                title: "Time until the last client has written",
                x: "clients writing to one row",
                y: "milliseconds (logarithmic)",
                scale: Scale::Logarithmic,
                band: None,
                series: series(|cell| cell.completion_ms),
            },
        },
    ])
}

/// Draws attempts over time, for clients that all lost their connections at 0.
#[must_use]
pub fn reconnect(outcomes: &[reconnect::Outcome]) -> Vec<(String, String)> {
    let line = |outcome: &reconnect::Outcome| Series {
        name: outcome.scenario,
        points: (0_u32..)
            .zip(&outcome.timeline)
            .map(|(interval, attempts)| {
                let seconds = f64::from(interval * reconnect::INTERVAL_MS) / 1000.0;
                (seconds, attempts.max(1.0))
            })
            .collect(),
        width: 2,
        marked: false,
    };
    let shown = outcomes.iter().filter(|outcome| {
        // The other two lines would hide these, and show nothing new.
        outcome.scenario == "no jitter" || outcome.scenario == "full jitter"
    });
    files(vec![Named {
        name: "reconnect",
        chart: Chart {
            title: "The herd: 10,000 clients lose their connections at 0 s",
            x: "seconds",
            y: "attempts in 10 ms (logarithmic; none as 1)",
            scale: Scale::Logarithmic,
            band: None,
            series: shown.map(line).collect(),
        },
    }])
}

/// Draws the calls that succeed, and the attempts for each call, over time.
#[must_use]
pub fn overload(outcomes: &[overload::Outcome]) -> Vec<(String, String)> {
    let series = |of: fn(&overload::Second) -> f64| {
        let line = |outcome: &overload::Outcome| Series {
            name: outcome.scenario,
            points: outcome
                .timeline
                .iter()
                .map(|second| (f64::from(second.second), of(second)))
                .collect(),
            // The baseline is drawn thicker, because other lines cover it.
            width: if outcome.scenario == overload::BASELINE {
                6
            } else {
                2
            },
            marked: false,
        };
        let shown = outcomes.iter().filter(|outcome| outcome.charted);
        shown.map(line).collect()
    };
    let stall = || {
        Some(Band {
            name: "stall",
            from: f64::from(overload::STALL_BEGINS),
            to: f64::from(overload::STALL_ENDS),
        })
    };
    files(vec![
        Named {
            name: "overload-goodput",
            chart: Chart {
                title: "Calls that succeed, before and after a stall of 5 s",
                x: "second in which the call began",
                y: "% of calls",
                scale: Scale::Linear,
                band: stall(),
                series: series(|second| second.succeeded / second.calls * 100.0),
            },
        },
        Named {
            name: "overload-amplification",
            chart: Chart {
                title: "Load amplification: attempts for each call",
                x: "second",
                y: "attempts a call",
                scale: Scale::Linear,
                band: stall(),
                series: series(|second| second.attempts / second.calls),
            },
        },
    ])
}

/// Draws requests over time, for callers that a strict server has banned. The lines for the server
/// that is not strict would hide these.
#[must_use]
pub fn rate_limit(outcomes: &[rate_limit::Outcome]) -> Vec<(String, String)> {
    let line = |outcome: &rate_limit::Outcome| Series {
        name: outcome.scenario,
        points: (0_u32..)
            .zip(&outcome.timeline)
            .map(|(interval, requests)| {
                let seconds = f64::from(interval * rate_limit::INTERVAL_MS) / 1000.0;
                (seconds, requests.sent)
            })
            .collect(),
        width: 2,
        marked: false,
    };
    let strict = outcomes.iter().filter(|outcome| outcome.strict);
    files(vec![Named {
        name: "rate-limit",
        chart: Chart {
            title: "100 callers, and a server that begins its ban anew with each request",
            x: "seconds",
            y: "requests in 0.5 s",
            scale: Scale::Linear,
            band: Some(Band {
                name: "first ban",
                from: f64::from(rate_limit::BAN_BEGINS),
                to: f64::from(rate_limit::BAN_ENDS),
            }),
            series: strict.map(line).collect(),
        },
    }])
}

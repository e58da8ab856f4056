//! Prints and draws what tasks cost:
//!
//! ```sh
//! cargo run --release -p benches --features peers --bin tasks
//! ```

use std::{path::Path, time::Instant};

use benches::{
    report::{self, Error, Series},
    tasks::{self, CHILDREN, Crowd},
};
use guard::counting::{self, Measure};

/// How often a time is taken; the least counts.
const ROUNDS: usize = 15;
/// With more children than this it is taken less often.
const MANY: u32 = 10_000;

fn main() -> Result<(), Error> {
    let (answers, crowds) = (tasks::answers(), tasks::crowds());
    let deeds = crowds.iter().flat_map(|crowd| &crowd.deeds);
    let measures = answers.iter().chain(deeds.flat_map(|deed| &deed.1));
    let counts = counting::instructions(measures)?;
    let (of_answers, of_crowds) = counts.split_at(answers.len());

    let rows = answers.iter().zip(of_answers).map(|(measure, count)| {
        let cells = vec![format!("{count:.0}"), format!("{:.1}", time(measure))];
        (&measure.name, cells)
    });
    report::table("", &["instructions", "ns"], rows.collect::<Vec<_>>());

    let series = crowded(&crowds, of_crowds);
    show("instructions a child", &series);
    let plot = Path::new(env!("CARGO_MANIFEST_DIR")).join("plots/tasks.svg");
    let title = "Instructions a child, as children become more";
    report::lines(&plot, title, "children", "instructions", &series)?;

    let times = crowds.iter().flat_map(|crowd| &crowd.deeds);
    let times: Vec<f64> = times.flat_map(|deed| deed.1.iter().map(time)).collect();
    show("ns a child", &crowded(&crowds, &times));
    let bytes: Vec<Series> = crowds.iter().map(bytes).collect();
    show("bytes of a snapshot, a child", &bytes);
    Ok(())
}

/// The least time of a measure, in nanoseconds.
fn time(measure: &Measure) -> f64 {
    let rounds = if measure.times > MANY { 5 } else { ROUNDS };
    let least = (0..rounds).map(|_| {
        let mut operation = (measure.prepare)();
        let start = Instant::now();
        operation();
        start.elapsed()
    });
    let least = least.min().unwrap_or_default();
    least.as_secs_f64() * 1e9 / f64::from(measure.times)
}

/// The figures of all deeds, as lines.
fn crowded(crowds: &[Crowd], figures: &[f64]) -> Vec<Series> {
    let names = crowds.iter().flat_map(|crowd| {
        let deeds = crowd.deeds.iter();
        deeds.map(|(deed, _)| format!("{}: {deed}", crowd.name))
    });
    let figures = figures.chunks_exact(CHILDREN.len());
    let lines = names.zip(figures).map(|(name, figures)| Series {
        name,
        points: points(figures.iter().copied()),
    });
    lines.collect()
}

fn bytes(crowd: &Crowd) -> Series {
    let bytes = CHILDREN.map(|children| {
        let all = u32::try_from((crowd.bytes)(children)).expect("they are not so many");
        f64::from(all) / f64::from(children)
    });
    Series {
        name: crowd.name.to_owned(),
        points: points(bytes.into_iter()),
    }
}

fn points(figures: impl Iterator<Item = f64>) -> Vec<(f64, f64)> {
    CHILDREN.map(f64::from).into_iter().zip(figures).collect()
}

/// Prints a table with a row for each line.
fn show(of: &str, series: &[Series]) {
    let columns = CHILDREN.map(|children| children.to_string());
    let columns: Vec<&str> = columns.iter().map(|column| &**column).collect();
    let rows = series.iter().map(|one| {
        let cells = one.points.iter().map(|point| format!("{:.0}", point.1));
        (&one.name, cells.collect())
    });
    report::table(of, &columns, rows);
}

//! Prints and draws what a resume costs when there is more and more of something:
//!
//! ```sh
//! cargo run --release -p benches --features peers --bin growth
//! ```

use std::path::Path;

use benches::{
    growth::{self, Growth, Line},
    report::{self, Error, Series},
};
use guard::counting;

fn main() -> Result<(), Error> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("plots");
    std::fs::create_dir_all(&directory)?;
    let growths = growth::growths();
    let points = growths.iter().flat_map(|growth| &growth.lines);
    let measures = points.flat_map(|line| &line.points);
    let counts = counting::instructions(measures.map(|(_, measure)| measure))?;
    let mut counts = counts.into_iter();
    for Growth { file, of, lines } in &growths {
        let series: Vec<Series> = lines
            .iter()
            .map(|line| counted(line, &mut counts))
            .collect();
        show(of, &series);
        let path = directory.join(format!("growth_{file}.svg"));
        report::lines(&path, "Instructions a resume", of, "instructions", &series)?;
    }
    Ok(())
}

fn counted(line: &Line, counts: &mut impl Iterator<Item = f64>) -> Series {
    let amounts = line.points.iter().map(|(amount, _)| f64::from(*amount));
    Series {
        name: line.name.to_owned(),
        points: amounts.zip(counts).collect(),
    }
}

/// Prints a table with a row for each line.
fn show(of: &str, series: &[Series]) {
    let amounts = |one: &Series| one.points.iter().map(|point| point.0.to_string()).collect();
    let columns: Vec<String> = series.first().map_or(Vec::new(), amounts);
    let columns: Vec<&str> = columns.iter().map(|column| &**column).collect();
    let rows = series.iter().map(|one| {
        let cells = one.points.iter().map(|point| format!("{:.0}", point.1));
        (&one.name, cells.collect())
    });
    report::table(of, &columns, rows);
}

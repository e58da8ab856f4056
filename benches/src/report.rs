//! How figures are shown: as tables of Markdown, and as plots.

use std::{fmt::Display, ops::Range, path::Path};

use plotters::{coord::Shift, prelude::*};

/// What can go wrong while a plot is drawn.
pub type Error = Box<dyn std::error::Error>;

type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;

/// The size of a plot.
const SIZE: (u32, u32) = (960, 480);
/// The width of the names beside it.
const LEGEND: u32 = 200;
const FONT: (&str, u32) = ("sans-serif", 15);

/// Some points with a name.
#[derive(Clone, Debug)]
pub struct Series {
    /// What the legend calls it.
    pub name: String,
    /// Where it is.
    pub points: Vec<(f64, f64)>,
}

/// Prints a table of Markdown.
pub fn table<N: Display>(
    corner: &str,
    columns: &[&str],
    rows: impl IntoIterator<Item = (N, Vec<String>)>,
) {
    println!("| {corner} | {} |", columns.join(" | "));
    println!("|{}", "---|".repeat(columns.len() + 1));
    for (name, cells) in rows {
        println!("| {name} | {} |", cells.join(" | "));
    }
    println!();
}

/// Draws lines over logarithmic axes.
///
/// # Errors
/// If the file cannot be written.
pub fn lines(path: &Path, title: &str, x: &str, y: &str, series: &[Series]) -> Result<(), Error> {
    let area = SVGBackend::new(path, (SIZE.0 + LEGEND, SIZE.1)).into_drawing_area();
    area.fill(&WHITE)?;
    let (plot, legend) = area.split_horizontally(SIZE.0);
    let points = || series.iter().flat_map(|one| &one.points);
    let xs = around(points().map(|point| point.0));
    let ys = around(points().map(|point| point.1));
    let mut chart = ChartBuilder::on(&plot)
        .caption(title, ("sans-serif", 20))
        .margin(12)
        .x_label_area_size(40)
        .y_label_area_size(70)
        .build_cartesian_2d(xs.log_scale(), ys.log_scale())?;
    chart
        .configure_mesh()
        .x_desc(x)
        .y_desc(y)
        .label_style(FONT)
        .light_line_style(WHITE)
        .draw()?;
    for (n, one) in series.iter().enumerate() {
        let line = colour(n, series.len()).stroke_width(2);
        chart.draw_series(LineSeries::new(one.points.clone(), line).point_size(3))?;
    }
    names(&legend, series.iter().map(|one| &*one.name).collect())?;
    area.present()?;
    Ok(())
}

/// Draws bars, those of a group side by side, over a logarithmic axis.
///
/// # Errors
/// If the file cannot be written.
pub fn bars(
    path: &Path,
    title: &str,
    y: &str,
    groups: &[&str],
    series: &[(String, Vec<f64>)],
) -> Result<(), Error> {
    let area = SVGBackend::new(path, (SIZE.0 + LEGEND, SIZE.1)).into_drawing_area();
    area.fill(&WHITE)?;
    let (plot, legend) = area.split_horizontally(SIZE.0);
    let ys = around(series.iter().flat_map(|one| one.1.iter().copied()));
    let floor = ys.start;
    let mut chart = ChartBuilder::on(&plot)
        .caption(title, ("sans-serif", 20))
        .margin(12)
        .x_label_area_size(30)
        .y_label_area_size(70)
        .build_cartesian_2d(0.0..f64_of(groups.len()), ys.log_scale())?;
    chart
        .configure_mesh()
        .disable_x_mesh()
        .disable_x_axis()
        .y_desc(y)
        .label_style(FONT)
        .light_line_style(WHITE)
        .draw()?;
    let width = 0.9 / f64_of(series.len());
    for (n, (_, values)) in series.iter().enumerate() {
        let bars = values.iter().enumerate().map(|(group, value)| {
            let left = f64_of(group) + 0.05 + f64_of(n) * width;
            let corners = [(left, floor), (left + width, *value)];
            Rectangle::new(corners, colour(n, series.len()).filled())
        });
        chart.draw_series(bars)?;
    }
    for (n, group) in groups.iter().enumerate() {
        let place = chart.backend_coord(&(f64_of(n) + 0.1, floor));
        plot.draw(&Text::new(*group, (place.0, place.1 + 8), FONT))?;
    }
    names(&legend, series.iter().map(|one| &*one.0).collect())?;
    area.present()?;
    Ok(())
}

fn names(area: &Area<'_>, series: Vec<&str>) -> Result<(), Error> {
    let many = series.len();
    for (n, name) in series.into_iter().enumerate() {
        let y = 40 + 22 * i32::try_from(n)?;
        let colour = colour(n, many).filled();
        area.draw(&Rectangle::new([(10, y), (26, y + 12)], colour))?;
        area.draw(&Text::new(name.to_owned(), (34, y), FONT))?;
    }
    Ok(())
}

/// A colour for one of so many.
fn colour(n: usize, many: usize) -> HSLColor {
    // Neighbours are of different lightness.
    let lightness = [0.35, 0.6][n % 2];
    HSLColor(f64_of(n) / f64_of(many.max(1)), 0.8, lightness)
}

/// A range with some room around the values.
fn around(values: impl Iterator<Item = f64>) -> Range<f64> {
    let (least, most) = values.fold((f64::MAX, f64::MIN), |(least, most), value| {
        (least.min(value), most.max(value))
    });
    least / 1.6..most * 1.6
}

#[allow(clippy::cast_precision_loss, reason = "they are few")]
fn f64_of(n: usize) -> f64 {
    n as f64
}

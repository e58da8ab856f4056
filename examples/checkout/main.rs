//! Orders that are paid, packed and shipped, or undone; and what they need is done exactly once.
//!
//! ```text
//! cargo run --release --example checkout -- --orders 50 --seed 1
//! cargo run --release --example checkout -- --orders 50 --seed 1 --chaos 20
//! ```
//!
//! [`checkout`](workflow::checkout) is what happens to an order. [`Driver`](driver::Driver) runs all of them in one thread,
//! and [`Store`](store::Store) keeps them: after Ctrl-C, `kill -9` or a power cut the same command goes on where it was.
//! With `--chaos` it is killed at random moments on the way. At the end the orders are held against the books of the
//! [`Services`](services::Services).

mod chaos;
mod driver;
mod fuse;
mod orders;
mod services;
mod store;
mod workflow;

use std::{collections::BTreeMap, fmt::Write as _, path::PathBuf, process::ExitCode};

use anyhow::{Result, ensure};
use clap::Parser;
use fastrand::Rng;

use crate::{driver::Driver, fuse::Fuse, store::Clock};

/// Take orders from the payment to the courier, or undo them.
///
/// Stopped anywhere, the same command goes on where it was.
#[derive(Parser)]
struct Arguments {
    /// How many orders are placed, if there is no store yet
    #[arg(long, value_name = "N", default_value_t = 50)]
    orders: u64,
    /// What the orders are, what goes wrong with them, and which answer comes first
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Where the orders are kept; `FILE.services` has the books of the services
    #[arg(long, value_name = "FILE", default_value = "checkout.db")]
    store: PathBuf,
    /// How long a day of the orders takes
    #[arg(long, value_name = "MILLISECONDS", default_value_t = 1000)]
    day: u64,
    /// Put the clock forward to the next deadline, rather than wait for it
    #[arg(long)]
    skip_waits: bool,
    /// Kill the program N times at random moments, unless it gets away before
    #[arg(long, value_name = "N")]
    chaos: Option<u64>,
    /// Ask to be killed at this moment: for the process that will kill this one
    #[arg(long, hide = true, conflicts_with = "chaos")]
    fuse: Option<u64>,
}

impl Arguments {
    fn driver(&self) -> Result<Driver> {
        let clock = if self.skip_waits {
            Clock::Jumping
        } else {
            Clock::Wall { day: self.day }
        };
        Driver::open(&self.store, self.orders, clock, Rng::with_seed(self.seed))
    }
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let done = match arguments.chaos {
        Some(kills) => chaos::run(&arguments, kills),
        None => run(&arguments),
    };
    match done {
        Ok(text) => {
            print!("{text}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("checkout: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Runs all orders to their ends.
fn run(arguments: &Arguments) -> Result<String> {
    let mut driver = arguments.driver()?.with_fuse(Fuse::of(arguments.fuse));
    while driver.step()? {}
    report(&driver, arguments.skip_waits)
}

/// Holds how the orders have ended against the books, and sums up.
fn report(driver: &Driver, punctual: bool) -> Result<String> {
    let services = &driver.services;
    let (mut outcomes, mut sold) = (BTreeMap::<_, u64>::new(), 0);
    let ended = driver.store.ended()?;
    for (placed, outcome) in &ended {
        orders::audit(placed, outcome, services, punctual)?;
        *outcomes.entry(outcome).or_default() += 1;
        if outcome == "shipped" {
            sold += i64::from(placed.order.cents);
        }
    }
    let mut text = format!("{} orders:", ended.len());
    for (place, (outcome, count)) in outcomes.iter().enumerate() {
        let comma = if place == 0 { "" } else { "," };
        write!(text, "{comma} {count} {outcome}")?;
    }
    let (effects, again) = services.counts()?;
    let (charged, refunded) = services.money()?;
    ensure!(
        charged - refunded == sold,
        "{charged} charged and {refunded} refunded are not {sold} sold"
    );
    writeln!(text)?;
    writeln!(
        text,
        "{effects} requests carried out; {again} were asked again, and known by their ids"
    )?;
    writeln!(
        text,
        "{charged} cents charged - {refunded} refunded = {sold} of the orders shipped"
    )?;
    Ok(text)
}

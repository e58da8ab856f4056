//! A number two levels down, in a map in an enum.

use edits::prelude::*;
use std::collections::BTreeMap;

#[derive(Debug, Serialize, Deserialize)]
struct Part {
    weight: u32,
}

#[derive(Debug, Serialize, Deserialize)]
enum Parcel {
    Empty,
    Of(BTreeMap<String, Vec<Part>>),
}

#[resumable(name = "send", yield = &'static str, resume = u32)]
fn send(parcels: Vec<Parcel>) -> String {
    let stamp = yield_!('stamp: "which stamp?");
    note("stamped");
    format!("{parcels:?} with {stamp}")
}

fn main() {
    drive(|| send(vec![Parcel::Empty, Parcel::Of(parts().into())]));
}

fn parts() -> [(String, Vec<Part>); 1] {
    [("nut".to_owned(), vec![Part { weight: 7 }])]
}

//! Functions with so many yields that their states have methods.

use resumable::{resumable, testing::Torture};
use serde::{Deserialize, Serialize};

#[resumable(yield = u32, resume = u32)]
fn boxed(first: u32) -> (u32, Vec<String>) {
    let (mut total, mut log) = (first, Vec::new());
    let mut kept_0 = format!("0{total}");
    total += yield_!(total);
    if total % 2 == 0 {
        kept_0.push('e');
        total += yield_!(1);
    } else {
        total += yield_!(2);
    }
    for (at, letter) in kept_0.char_indices() {
        if at > 1 {
            break;
        }
        total += yield_!(u32::from(letter));
    }
    match yield_!(3) {
        0 => total += yield_!(4),
        n => total += n,
    }
    log.push(kept_0);
    total %= 1000;
    let mut kept_1 = format!("1{total}");
    total += yield_!(total);
    if total % 2 == 0 {
        kept_1.push('e');
        total += yield_!(1);
    } else {
        total += yield_!(2);
    }
    for (at, letter) in kept_1.char_indices() {
        if at > 1 {
            break;
        }
        total += yield_!(u32::from(letter));
    }
    match yield_!(3) {
        0 => total += yield_!(4),
        n => total += n,
    }
    log.push(kept_1);
    total %= 1000;
    let mut kept_2 = format!("2{total}");
    total += yield_!(total);
    if total % 2 == 0 {
        kept_2.push('e');
        total += yield_!(1);
    } else {
        total += yield_!(2);
    }
    for (at, letter) in kept_2.char_indices() {
        if at > 1 {
            break;
        }
        total += yield_!(u32::from(letter));
    }
    match yield_!(3) {
        0 => total += yield_!(4),
        n => total += n,
    }
    log.push(kept_2);
    total %= 1000;
    let mut kept_3 = format!("3{total}");
    total += yield_!(total);
    if total % 2 == 0 {
        kept_3.push('e');
        total += yield_!(1);
    } else {
        total += yield_!(2);
    }
    for (at, letter) in kept_3.char_indices() {
        if at > 1 {
            break;
        }
        total += yield_!(u32::from(letter));
    }
    match yield_!(3) {
        0 => total += yield_!(4),
        n => total += n,
    }
    log.push(kept_3);
    total %= 1000;
    let mut kept_4 = format!("4{total}");
    total += yield_!(total);
    if total % 2 == 0 {
        kept_4.push('e');
        total += yield_!(1);
    } else {
        total += yield_!(2);
    }
    for (at, letter) in kept_4.char_indices() {
        if at > 1 {
            break;
        }
        total += yield_!(u32::from(letter));
    }
    match yield_!(3) {
        0 => total += yield_!(4),
        n => total += n,
    }
    log.push(kept_4);
    total %= 1000;
    let mut kept_5 = format!("5{total}");
    total += yield_!(total);
    if total % 2 == 0 {
        kept_5.push('e');
        total += yield_!(1);
    } else {
        total += yield_!(2);
    }
    for (at, letter) in kept_5.char_indices() {
        if at > 1 {
            break;
        }
        total += yield_!(u32::from(letter));
    }
    match yield_!(3) {
        0 => total += yield_!(4),
        n => total += n,
    }
    log.push(kept_5);
    total %= 1000;
    (total, log)
}

#[test]
fn of_a_boxed_state() {
    for first in 0..4 {
        Torture::of(boxed(first))
            .script((0..400).map(|n| n % 7))
            .run();
    }
}

#[resumable(inline, yield = u32, resume = u32)]
fn inline(first: u32) -> u32 {
    let mut total: u32 = first;
    let names: Vec<String> = vec![first.to_string()];
    total += yield_!(total);
    total += yield_!(total);
    total += yield_!(total);
    total += yield_!(total);
    total += yield_!(total);
    total += yield_!(total);
    total += yield_!(total);
    total += yield_!(total);
    total += yield_!(total);
    total += yield_!(total);
    total += yield_!(total);
    total += yield_!(total);
    total += yield_!(total);
    total += yield_!(total);
    total += yield_!(total);
    total += yield_!(total);
    total += yield_!(total);
    total += yield_!(total);
    total += yield_!(total);
    total += yield_!(total);
    total += yield_!(total);
    total += yield_!(total);
    total += yield_!(total);
    total += yield_!(total);
    total += yield_!(total);
    total += yield_!(total);
    total += yield_!(total);
    total += yield_!(total);
    total += yield_!(total);
    total += yield_!(total);
    total += yield_!(total);
    total += yield_!(total);
    total += yield_!(total);
    total += yield_!(total);
    total + u32::from(names.is_empty())
}

#[test]
fn of_an_inline_state() {
    Torture::of(inline(3)).script((0..50).map(|n| n % 7)).run();
}

#[derive(Debug, Serialize, Deserialize)]
struct Shop {
    price: u32,
}

#[resumable]
impl Shop {
    #[resumable(yield = u32, resume = u32)]
    fn sold(self) -> u32 {
        let mut total = 0;
        total += yield_!(self.price);
        total += yield_!(self.price);
        total += yield_!(self.price);
        total += yield_!(self.price);
        total += yield_!(self.price);
        total += yield_!(self.price);
        total += yield_!(self.price);
        total += yield_!(self.price);
        total += yield_!(self.price);
        total += yield_!(self.price);
        total += yield_!(self.price);
        total += yield_!(self.price);
        total += yield_!(self.price);
        total += yield_!(self.price);
        total += yield_!(self.price);
        total += yield_!(self.price);
        total += yield_!(self.price);
        total += yield_!(self.price);
        total += yield_!(self.price);
        total += yield_!(self.price);
        total += yield_!(self.price);
        total += yield_!(self.price);
        total += yield_!(self.price);
        total += yield_!(self.price);
        total += yield_!(self.price);
        total += yield_!(self.price);
        total += yield_!(self.price);
        total += yield_!(self.price);
        total += yield_!(self.price);
        total += yield_!(self.price);
        total += yield_!(self.price);
        total += yield_!(self.price);
        total += yield_!(self.price);
        total += yield_!(self.price);
        total
    }

    #[resumable(inline, yield = u32, resume = u32)]
    fn sold_inline(self) -> Self {
        let mut total: u32 = 0;
        total += yield_!(self.price);
        total += yield_!(self.price);
        total += yield_!(self.price);
        total += yield_!(self.price);
        total += yield_!(self.price);
        total += yield_!(self.price);
        total += yield_!(self.price);
        total += yield_!(self.price);
        total += yield_!(self.price);
        total += yield_!(self.price);
        total += yield_!(self.price);
        total += yield_!(self.price);
        total += yield_!(self.price);
        total += yield_!(self.price);
        total += yield_!(self.price);
        total += yield_!(self.price);
        total += yield_!(self.price);
        total += yield_!(self.price);
        total += yield_!(self.price);
        total += yield_!(self.price);
        total += yield_!(self.price);
        total += yield_!(self.price);
        total += yield_!(self.price);
        total += yield_!(self.price);
        total += yield_!(self.price);
        total += yield_!(self.price);
        total += yield_!(self.price);
        total += yield_!(self.price);
        total += yield_!(self.price);
        total += yield_!(self.price);
        total += yield_!(self.price);
        total += yield_!(self.price);
        total += yield_!(self.price);
        total += yield_!(self.price);
        Self { price: total }
    }
}

#[test]
fn of_methods() {
    let script = || (0..50).map(|n| n % 7);
    Torture::of(Shop { price: 3 }.sold()).script(script()).run();
    Torture::of(Shop { price: 3 }.sold_inline())
        .script(script())
        .run();
}

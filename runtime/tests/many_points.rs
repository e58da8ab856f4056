//! Functions with more points than a state may have without methods, `FEW` in `macros/src/emit/methods.rs`.

use resumable::{resumable, testing::Torture};
use serde::{Deserialize, Serialize};

/// Six points for each name, in the forms that a body waits in, with a variable that stays in place.
macro_rules! boxed {
    ($($kept:ident)*) => {
        #[resumable(yield = u32, resume = u32)]
        fn boxed(first: u32) -> (u32, Vec<String>) {
            let (mut total, mut log) = (first, Vec::new());
            let mut seen = [0_u8; 64];
            $(
                let mut $kept = format!("{}{total}", stringify!($kept));
                total += yield_!(total);
                if total % 2 == 0 {
                    $kept.push('e');
                    total += yield_!(1);
                } else {
                    total += yield_!(2);
                }
                for (at, letter) in $kept.char_indices() {
                    if at > 1 {
                        break;
                    }
                    total += yield_!(u32::from(letter));
                }
                match yield_!(3) {
                    0 => total += yield_!(4),
                    n => total += n,
                }
                log.push($kept);
                total %= 1000;
                seen[total as usize % 64] += 1;
            )*
            log.push(format!("{seen:?}"));
            (total, log)
        }
    };
}

boxed!(first_part second_part third_part fourth_part fifth_part sixth_part);

#[test]
fn of_a_boxed_state() {
    for first in 0..4 {
        Torture::of(boxed(first))
            .script((0..400).map(|n| n % 7))
            .run();
    }
}

#[derive(Debug, Serialize, Deserialize)]
struct Shop {
    price: u32,
}

/// A point for each number.
macro_rules! straight {
    ($($number:literal)*) => {
        #[resumable(inline, yield = u32, resume = u32)]
        fn inline(first: u32) -> u32 {
            let mut total: u32 = first;
            let names: Vec<String> = vec![first.to_string()];
            $(total += yield_!(total + $number);)*
            total + u32::from(names.is_empty())
        }

        #[resumable]
        impl Shop {
            #[resumable(yield = u32, resume = u32)]
            fn sold(self) -> u32 {
                let mut total = 0;
                $(total += yield_!(self.price + $number);)*
                total
            }

            #[resumable(inline, yield = u32, resume = u32)]
            fn sold_inline(self) -> Self {
                let mut total: u32 = 0;
                $(total += yield_!(self.price + $number);)*
                Self { price: total }
            }
        }
    };
}

straight!(1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33 34);

#[test]
fn of_an_inline_state() {
    Torture::of(inline(3)).script((0..50).map(|n| n % 7)).run();
}

#[test]
fn of_methods() {
    let script = || (0..50).map(|n| n % 7);
    Torture::of(Shop { price: 3 }.sold()).script(script()).run();
    Torture::of(Shop { price: 3 }.sold_inline())
        .script(script())
        .run();
}

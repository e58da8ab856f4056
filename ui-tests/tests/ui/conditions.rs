//! `#[cfg]` where the place it stands on is rewritten.

use resumable::resumable;

#[resumable(yield = u32)]
fn conditions(#[cfg(any())] gone: u32, n: u32) -> u32 {
    #[cfg(any())]
    yield_!(2000);
    #[cfg(any())]
    let x = 5;
    #[cfg(any())]
    println!("this one is kept as it is");
    match n {
        #[cfg(any())]
        1 => 5,
        _ => {
            yield_!(n);
            n
        }
    }
}

fn main() {}

//! What a random generator of bodies found, reduced.

use tests::*;

fn pair(a: u32, b: u32) -> u32 {
    a * 10 + b
}

program! {
    mod drop_order_of_shadowing_variables;

    #[resumable(yield = u32)]
    fn shadowing(seed: u32) -> u32 {
        for a in 1..seed {
            if a > 12 {
                break;
            }
        }
        let c = seed;
        log(c);
        let a = noisy("a");
        let c = noisy("c");
        {
            let b = c.name().len() as u32;
            if b == 3 {
                return b;
            }
        }
        let b = noisy("b");
        yield_!(1);
        log(format!("{}{}{}", a.name(), b.name(), c.name()));
        seed
    }

    check shadowing(3);
}

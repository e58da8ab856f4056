//! Variables that are called as those of the generated code are.

use tests::*;

program! {
    mod hidden_variables_named_like_generated_ones;

    #[resumable(yield = u32, resume = u32)]
    fn ask(n: u32) -> u32 {
        yield_!(n)
    }

    #[resumable(yield = u32, resume = u32)]
    fn hidden(seed: u32) -> u32 {
        let state = 9;
        for state in 7..seed {
            yield_!(state);
        }
        let flow = state + 1;
        let late;
        if seed > 8 {
            for flow in 0..2 {
                let input = (yield_!(flow), seed);
                log(input.0 + input.1);
            }
            late = flow;
        } else {
            late = seed;
        }
        let input = seed;
        for a in input..seed + 2 {
            let mut input = a;
            input = (seed, loop { input += ask(input).await; break input; }).1;
            log(input);
        }
        let mut at = late;
        loop {
            if at == 0 {
                break;
            }
            if at < 12 {
                let at = noisy("at");
                yield_!(1);
                log(at.name());
            }
            at -= at.min(yield_!(at));
        }
        let value = at + 2;
        let yielded = value;
        while let Some(value) = yielded.checked_sub(yield_!(value)) {
            let yielded = ask(value).await;
            yield_!(yielded);
            let slot = yielded;
            if slot > 2 {
                break;
            }
        }
        state + flow + input + value + yielded
    }

    check hidden(9) => [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 1, 1, 1, 5, 0, 0, 0];
    check hidden(8) => [2, 3, 5, 20, 1, 0, 3, 0, 9, 9, 9];
}

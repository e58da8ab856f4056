//! What a statement with a yield makes and does not keep is dropped where the plain function drops it.

use tests::*;

program! {
    mod scrutinee_of_match;

    #[resumable(yield = u32)]
    fn make(n: u32) -> Option<Noisy> {
        yield_!(n);
        if n > 0 { Some(noisy(format!("made {n}"))) } else { None }
    }

    #[resumable(yield = u32)]
    fn matched(n: u32) -> usize {
        match make(n).await {
            Some(_) => log("some"),
            None => log("none"),
        }
        log("after match");
        if let Some(_) = make(n).await {
            log("then");
        } else {
            log("else");
        }
        log("after if");
        if let Some(ref a) = make(n).await && a.name().len() > 100 {
            log("then");
        } else {
            log("else");
        }
        let length = make(n).await.map_or(0, |made| made.name().len());
        let all = make(n).await.is_some();
        log("after is_some");
        let both = make(n).await == make(n + 1).await;
        log("after both");
        println!("{:?} {:?}", make(n).await, make(n + 5).await);
        log("after println");
        let text = format!("{:?} {:?}", noisy("first"), make(n + 5).await);
        log("after format");
        let text = matches!(make(n).await, Some(_));
        log("after matches");
        assert_eq!(make(n).await, make(n).await.map(|mut a| { let n = a.name().to_owned(); a.rename("renamed"); noisy(n) }));
        log("after assert_eq");
        let kept = (&make(n).await, 1);
        log("after kept");
        log(format!("{kept:?}"));
        length
    }

    check matched(0);
    check matched(3);
}

program! {
    mod arms_that_yield;

    #[resumable(yield = u32, resume = Option<u32>)]
    fn arms() -> u32 {
        let mut n = 0;
        match yield_!(1) {
            Some(x) => { n += x; yield_!(2); }
            None => { yield_!(3); }
        }
        if let Some(x) = yield_!(4) { yield_!(5); n += x; } else { yield_!(6); }
        match &yield_!(7) {
            Some(x) => { n += *x; yield_!(8); }
            None => { yield_!(9); }
        }
        match yield_!(7) {
            Some(ref x) => { n += *x; yield_!(8); }
            None => { yield_!(9); }
        }
        while let Some(x) = yield_!(10) { n += x; yield_!(11); }
        n
    }

    check arms() => [Some(1), None, Some(2), None, Some(3), None, Some(4), None, Some(5), None, None];
    check arms() => [None, None, None, None, None, None, None, None, Some(5), Some(5), None];
}

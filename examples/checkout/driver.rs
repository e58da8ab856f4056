//! The driver: hands out what the orders ask, and hands back what is answered.

use std::{collections::BTreeMap, path::Path};

use anyhow::{Context, Result};
use examples::beside;
use fastrand::Rng;
use resumable::task::{AnswerError, RequestId, Task, Update};

use crate::{
    fuse::Fuse,
    services::{Key, Services},
    store::{Clock, Store, is_timed},
    workflow::{Problem, Tracking, checkout},
};

/// What a process knows of the orders of a store. When it ends, nothing is lost that was not in the store.
pub(crate) struct Driver {
    pub(crate) store: Store,
    pub(crate) services: Services,
    fuse: Fuse,
    random: Rng,
    tasks: BTreeMap<u64, Task<checkout>>,
    /// Requests for the services that this process has not sent.
    unsent: Vec<Key>,
    /// Answers of the services that are on their way.
    arriving: Vec<(Key, String)>,
}

impl Driver {
    /// Takes up the orders of a store, or begins one with so many.
    ///
    /// What the orders wait for is sent again. Whether it has been carried out is for the services to know.
    pub(crate) fn open(path: &Path, orders: u64, clock: Clock, mut random: Rng) -> Result<Self> {
        let mut store = Store::open(path, clock)?;
        store.place(orders, &mut random)?;
        let tasks: BTreeMap<_, _> = store.tasks()?.into_iter().collect();
        let unsent = tasks.iter().flat_map(|(&purchase, task)| {
            let pending = task.pending().filter(|(_, op)| !is_timed(op));
            pending.map(move |(request, _)| Key { purchase, request })
        });
        Ok(Driver {
            services: Services::open(&beside(path, ".services"))?,
            unsent: unsent.collect(),
            arriving: Vec::new(),
            fuse: Fuse::default(),
            store,
            random,
            tasks,
        })
    }

    /// Is killed at a moment of this process's life.
    pub(crate) fn with_fuse(self, fuse: Fuse) -> Self {
        Driver { fuse, ..self }
    }

    /// Does one of the things that are to be done; `false` if all orders have ended.
    pub(crate) fn step(&mut self) -> Result<bool> {
        if let Some(purchase) = self.store.cancelled()? {
            let update = self.task(purchase)?.cancel();
            self.keep(purchase, None, &update)?;
            return Ok(true);
        }
        let deadline = self.store.deadline()?;
        if let Some((key, due)) = deadline
            && due <= self.store.now()?
        {
            let answer = self.perform(key)?;
            self.answer(key, &answer)?;
            return Ok(true);
        }
        // Services answer when they like, so that the order is any.
        let (sends, all) = (self.unsent.len(), self.unsent.len() + self.arriving.len());
        match deadline {
            _ if all > 0 => match self.random.usize(0..all) {
                choice if choice < sends => {
                    let key = self.unsent.swap_remove(choice);
                    let answer = self.perform(key)?;
                    self.arriving.push((key, answer));
                }
                choice => {
                    let (key, answer) = self.arriving.swap_remove(choice - sends);
                    self.answer(key, &answer)?;
                }
            },
            Some((_, due)) => self.store.wait(due)?,
            None => return Ok(false),
        }
        Ok(true)
    }

    fn task(&mut self, purchase: u64) -> Result<&mut Task<checkout>> {
        let task = self.tasks.get_mut(&purchase);
        task.context("an order that has not ended has a task")
    }

    /// Lets a service carry out a request that is pending.
    fn perform(&mut self, key: Key) -> Result<String> {
        let op = self
            .tasks
            .get(&key.purchase)
            .and_then(|task| task.request(key.request));
        let op = op.context("what is sent is pending")?;
        let answer = self.services.perform(key, op)?;
        self.fuse.moment(); // it is done, and nobody knows
        Ok(answer)
    }

    /// Hands an answer to its task.
    fn answer(&mut self, key: Key, answer: &str) -> Result<()> {
        let Some(task) = self.tasks.get_mut(&key.purchase) else {
            return Ok(()); // it came too late
        };
        let mut answer = serde_json::Deserializer::from_str(answer);
        match task.answer_from(key.request, &mut answer) {
            Ok(update) => self.keep(key.purchase, Some(key.request), &update),
            Err(AnswerError::NotPending { .. }) => Ok(()), // withdrawn meanwhile
            Err(error) => Err(error.into()),
        }
    }

    /// Stores what has become of a task, and notes what is to be sent now.
    fn keep(
        &mut self,
        purchase: u64,
        answered: Option<RequestId>,
        update: &Update<Result<Tracking, Problem>>,
    ) -> Result<()> {
        let task = &self.tasks[&purchase];
        self.store
            .keep(purchase, task, answered, update, &mut self.fuse)?;
        for &request in &update.asked {
            if task.request(request).is_some_and(|op| !is_timed(op)) {
                self.unsent.push(Key { purchase, request });
            }
        }
        self.unsent
            .retain(|key| key.purchase != purchase || !update.withdrawn.contains(&key.request));
        if update.outcome.is_some() {
            self.tasks.remove(&purchase);
        }
        Ok(())
    }
}

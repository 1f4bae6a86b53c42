//! Which nodes of a graph lead back to themselves: Tarjan's strongly connected components, without recursion.

/// Whether each node is on a cycle; `edges` holds the nodes that each leads to.
pub(crate) fn on_cycles(edges: &[Vec<usize>]) -> Vec<bool> {
    let mut search = Search {
        edges,
        order: vec![None; edges.len()],
        lowest: vec![0; edges.len()],
        is_open: vec![false; edges.len()],
        open: Vec::new(),
        found: vec![false; edges.len()],
        count: 0,
    };
    for node in 0..edges.len() {
        search.from(node);
    }
    search.found
}

struct Search<'e> {
    edges: &'e [Vec<usize>],
    /// When each node was reached, if it was.
    order: Vec<Option<usize>>,
    /// The earliest open node that each leads to.
    lowest: Vec<usize>,
    is_open: Vec<bool>,
    open: Vec<usize>,
    found: Vec<bool>,
    count: usize,
}

impl Search<'_> {
    fn from(&mut self, start: usize) {
        let mut way: Vec<(usize, usize)> = Vec::new();
        if self.enter(start) {
            way.push((start, 0));
        }
        while let Some((node, next)) = way.last_mut() {
            let node = *node;
            let target = self.edges.get(node).and_then(|targets| targets.get(*next)).copied();
            *next += 1;
            match target {
                Some(target) if self.enter(target) => way.push((target, 0)),
                Some(target) => {
                    if self.is_open.get(target) == Some(&true) {
                        self.lower(node, self.order.get(target).copied().flatten());
                    }
                }
                None => {
                    way.pop();
                    if let Some((before, _)) = way.last() {
                        self.lower(*before, self.lowest.get(node).copied());
                    }
                    self.close(node);
                }
            }
        }
    }

    /// Reaches a node; `false` where it was reached before.
    fn enter(&mut self, node: usize) -> bool {
        let count = self.count;
        let Some(order) = self.order.get_mut(node).filter(|order| order.is_none()) else {
            return false;
        };
        *order = Some(count);
        self.count += 1;
        self.set(node, count, true);
        self.open.push(node);
        true
    }

    fn set(&mut self, node: usize, lowest: usize, is_open: bool) {
        if let (Some(slot), Some(open)) = (self.lowest.get_mut(node), self.is_open.get_mut(node)) {
            (*slot, *open) = (lowest, is_open);
        }
    }

    fn lower(&mut self, node: usize, to: Option<usize>) {
        if let (Some(lowest), Some(to)) = (self.lowest.get_mut(node), to) {
            *lowest = (*lowest).min(to);
        }
    }

    /// Leaves a node; where nothing earlier is reached from it, what was opened since is one component.
    fn close(&mut self, node: usize) {
        let lowest = self.lowest.get(node).copied().unwrap_or_default();
        if self.order.get(node).copied().flatten() != Some(lowest) {
            return;
        }
        let from = self.open.iter().rposition(|open| *open == node).unwrap_or_default();
        let component = self.open.split_off(from);
        let is_cycle = component.len() > 1 || self.edges.get(node).is_some_and(|targets| targets.contains(&node));
        for member in component {
            self.set(member, lowest, false);
            if let Some(found) = self.found.get_mut(member) {
                *found = is_cycle;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::on_cycles;

    #[test]
    fn cycles_are_found_and_what_leads_to_them_is_not() {
        let edges = [vec![1], vec![2], vec![1, 3], vec![], vec![4], vec![0, 9]];
        assert_eq!(on_cycles(&edges), [false, true, true, false, true, false]);
    }

    #[test]
    fn long_chains_and_rings_are_walked_without_recursion() {
        const SIZE: usize = 200_000;
        let chain: Vec<Vec<usize>> = (0..SIZE).map(|node| vec![node + 1]).collect();
        assert!(on_cycles(&chain).iter().all(|found| !found));
        let ring: Vec<Vec<usize>> = (0..SIZE).map(|node| vec![(node + 1) % SIZE]).collect();
        assert!(on_cycles(&ring).iter().all(|found| *found));
    }
}

"""What every gag of somebody on a line shares: how the plan's lines hold, what is in the arc, what is below."""

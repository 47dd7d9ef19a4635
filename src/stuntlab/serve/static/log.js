// Of steps and measured fields, those of the chosen gag; its next step first.
const gag = document.getElementById("gag");
if (gag) {
  const choose = () => {
    for (const list of gag.form.querySelectorAll("select:not(#gag)")) {
      for (const option of list.options) option.hidden = option.disabled = Boolean(option.dataset.gag) && option.dataset.gag !== gag.value;
      const open = Array.from(list.options).filter((option) => !option.disabled);
      const next = open.find((option) => "next" in option.dataset) ?? (list.selectedOptions[0]?.disabled ? open[0] : null);
      if (next) next.selected = true;
    }
  };
  gag.addEventListener("change", choose);
  choose();
}

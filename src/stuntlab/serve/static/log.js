// Of steps and measured fields, those of the chosen gag.
const gag = document.getElementById("gag");
if (gag) {
  const choose = () => {
    for (const list of gag.form.querySelectorAll("select:not(#gag)")) {
      for (const option of list.options) option.hidden = option.disabled = Boolean(option.dataset.gag) && option.dataset.gag !== gag.value;
      const first = Array.from(list.options).find((option) => !option.disabled);
      if (first && list.selectedOptions[0]?.disabled) list.value = first.value;
    }
  };
  gag.addEventListener("change", choose);
  choose();
}

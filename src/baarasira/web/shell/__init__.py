"""The shell of the agents' and the public's pages: base templates, components, forms, styles and the small script.

How a page is written (``/style/`` shows every component; the docstrings in `components` say what each takes):

- a page of agents extends ``base.html``, a public one ``base_public.html`` (no script); blocks ``title``, ``way_back``,
  ``content``, on public pages ``public_menu`` too; ``{% load ui %}`` gives the components;
- a form derives from `forms.Form`; ``{% post_form draft="person-new" %}{{ form }}{% button … %}{% endpost_form %}`` draws
  it with its token, its protection against a double send and its draft; `drafts.confirm` tells that it was recorded;
  `Form.refuse` puts the refusal of an action beside its field; ``plain=True`` when the answer is not a page (a PDF);
- a list is `paging.paginate`, drawn by ``table``, ``row``, ``cell`` and ``pagination``, its filters by ``filters`` with
  `components.filters.active_filters`;
- a part of a page that changes while one types is plain htmx, and says what it is to those who hear the page:
  ``<div class="live" role="status" hx-get="…" hx-include="closest form" hx-trigger="input changed delay:500ms from:#id_surname">``;
- nothing inline: no ``style=``, no ``on…=``, no script in a page; the content policy forbids them and a test looks.
"""

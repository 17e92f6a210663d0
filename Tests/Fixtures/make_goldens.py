"""Write small float64 golden cases of torch nn.LSTM, nn.RNN(tanh), nn.GRU (and more) as JSON.

    python make_goldens.py [OUT_DIR]        (default: this folder; the output is deterministic: seed 20240601)

Files, and what a test can check with them:
  {lstm,rnn_tanh,gru}_{1,2}layer[_bi].json   weights, input, h0 (c0), every output, final states, per-step
      gates, the scalar loss and its gradient with respect to every weight, the input, h0 and c0.
      Also with zero initial states in {cell}_1layer_zero.json (h0, c0 are then zeros).
  gradtrace_{lstm,rnn_tanh}.json             ||dL/dh_t|| for every t of a 60-step loop, loss on the last step.
  charlm_adam.json                           5 Adam steps of a small char LM: losses, first gradients, final
      weights; also gradient clipping by norm and one SGD+momentum run.

Conventions (torch's):
  weight_ih_l{k}[_reverse] is [G*H, I or D*H], weight_hh is [G*H, H]; two biases, b_ih and b_hh, are ADDED.
  gate blocks by rows  LSTM: i,f,g,o   GRU: r,z,n   RNN: one block.
    LSTM  c' = f*c + i*g;  h' = o*tanh(c')
    GRU   n = tanh(W_in x + b_in + r*(W_hn h + b_hn));  h' = (1-z)*n + z*h     (reset AFTER the product)
    RNN   h' = tanh(W_ih x + b_ih + W_hh h + b_hh)
  x is [T,B,I]; output is [T,B,D*H], D=2 if bidirectional: forward then reverse, the reverse half at t being
  the state after reading t, T-1 first; h0, c0, h_n, c_n are [layers*D,B,H], ordered l0 fwd, l0 rev, l1 fwd, ...
  gates[key][name] is [T,B,H], key "l{k}" or "l{k}_reverse", indexed by input position t (not by reading order);
  c and h are the states after that step.
  loss = sum(output*loss_weights.output) + sum(h_n*loss_weights.h_n) [+ sum(c_n*loss_weights.c_n)].
Arrays are nested lists of doubles with full round-trip precision.
"""
import json
import os
import sys

import torch
from torch import nn

T, B, I, H = 7, 3, 5, 4
OUT = sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.abspath(__file__))
torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)


def lists(v):
    if isinstance(v, torch.Tensor):
        return v.detach().tolist()
    return {k: lists(x) for k, x in v.items()} if isinstance(v, dict) else v


def save(name, case):
    path = os.path.join(OUT, name + ".json")
    with open(path, "w") as f:
        json.dump(lists({"name": name, "torch": torch.__version__, "dtype": "float64", **case}), f)
    print(path, os.path.getsize(path))


def step(kind, p, x, h, c):
    """One step by hand: the gates, with the new h (and c)."""
    a, b = x @ p["ih"].T + p["bih"], h @ p["hh"].T + p["bhh"]
    if kind == "lstm":
        i, f, g, o = (a + b).chunk(4, 1)
        i, f, g, o = i.sigmoid(), f.sigmoid(), g.tanh(), o.sigmoid()
        c = f * c + i * g
        return dict(f=f, i=i, g=g, o=o, c=c, h=o * c.tanh())
    if kind == "gru":
        (ar, az, an), (br, bz, bn) = a.chunk(3, 1), b.chunk(3, 1)
        r, z = (ar + br).sigmoid(), (az + bz).sigmoid()
        n = (an + r * bn).tanh()
        return dict(r=r, z=z, n=n, h=(1 - z) * n + z * h)
    return dict(h=(a + b).tanh())


def by_hand(kind, w, x, h0, c0, layers, bi):
    """All gates of every layer and direction, and the top output."""
    gates = {}
    for layer in range(layers):
        halves = []
        for d in range(1 + bi):
            key = f"l{layer}" + ("_reverse" if d else "")
            p = dict(ih=w["weight_ih_" + key], hh=w["weight_hh_" + key], bih=w["bias_ih_" + key], bhh=w["bias_hh_" + key])
            n = layer * (1 + bi) + d
            h, c, rows = h0[n], c0[n] if kind == "lstm" else None, [None] * len(x)
            for t in (reversed(range(len(x))) if d else range(len(x))):
                rows[t] = step(kind, p, x[t], h, c)
                h, c = rows[t]["h"], rows[t].get("c")
            gates[key] = {k: torch.stack([r[k] for r in rows]) for k in rows[0]}
            halves.append(gates[key]["h"])
        x = torch.cat(halves, 2)
    return gates, x


def recurrent(kind, layers, bi, zero=False):
    make = {"lstm": nn.LSTM, "gru": nn.GRU, "rnn_tanh": nn.RNN}[kind]
    m = make(I, H, layers, bidirectional=bi)
    with torch.no_grad():       # wider than torch's default so that the gates move away from 0.5
        for p in m.parameters():
            p.uniform_(-0.9, 0.9)
    n = layers * (1 + bi)
    x = torch.randn(T, B, I, requires_grad=True)
    h0 = (torch.zeros(n, B, H) if zero else 0.5 * torch.randn(n, B, H)).requires_grad_()
    c0 = (torch.zeros(n, B, H) if zero else 0.5 * torch.randn(n, B, H)).requires_grad_()
    if kind == "lstm":
        out, (hn, cn) = m(x, (h0, c0))
        finals = dict(h_n=hn, c_n=cn)
    else:
        out, hn = m(x, h0)
        finals = dict(h_n=hn)
    lw = {k: torch.randn_like(v) for k, v in dict(output=out, **finals).items()}
    loss = (out * lw["output"]).sum() + sum((v * lw[k]).sum() for k, v in finals.items())
    w = dict(m.named_parameters())
    wrt = {**w, "input": x, "h0": h0, **({"c0": c0} if kind == "lstm" else {})}
    grads = dict(zip(wrt, torch.autograd.grad(loss, list(wrt.values()))))
    gates, top = by_hand(kind, w, x, h0, c0, layers, bi)
    assert (top - out).abs().max() < 1e-13, kind
    save(f"{kind}_{layers}layer{'_bi' if bi else ''}{'_zero' if zero else ''}", dict(
        kind=kind, T=T, B=B, I=I, H=H, layers=layers, bidirectional=bi, weights=w, input=x, h0=h0,
        **({"c0": c0} if kind == "lstm" else {}), output=out, final=finals, gates=gates,
        loss_weights=lw, loss=loss.item(), grads=grads))


def gradtrace(kind, steps=60, vocab=9, embed=5, hidden=8):
    make = nn.LSTMCell if kind == "lstm" else nn.RNNCell
    emb, cell, out = nn.Embedding(vocab, embed), make(embed, hidden), nn.Linear(hidden, vocab)
    ids, target = torch.randint(vocab, (steps,)), torch.randint(vocab, (1,))
    h, c, hs, cs = torch.zeros(1, hidden), torch.zeros(1, hidden), [], []
    for t in range(steps):
        if kind == "lstm":
            h, c = cell(emb(ids[t:t + 1]), (h, c))
            c.retain_grad()
            cs.append(c)
        else:
            h = cell(emb(ids[t:t + 1]), h)
        h.retain_grad()
        hs.append(h)
    loss = nn.functional.cross_entropy(out(h), target)
    loss.backward()
    state = {f"{k}.{n}": p for k, m in dict(emb=emb, cell=cell, out=out).items() for n, p in m.named_parameters()}
    case = dict(kind=kind, ids=ids, target=target.item(), weights=state, loss=loss.item(), h=torch.cat(hs),
                dL_dh=torch.cat([v.grad for v in hs]), dL_dh_norm=torch.stack([v.grad.norm() for v in hs]))
    if cs:      # the last c's gradient flows through h only; the others through h and the next c
        case.update(dL_dc=torch.cat([v.grad for v in cs]), dL_dc_norm=torch.stack([v.grad.norm() for v in cs]))
    save(f"gradtrace_{kind}", case)


def charlm(vocab=11, embed=6, hidden=8, batch=4, steps=9):
    class CharLM(nn.Module):
        def __init__(self):
            super().__init__()
            self.emb, self.lstm = nn.Embedding(vocab, embed), nn.LSTM(embed, hidden, batch_first=True)
            self.out = nn.Linear(hidden, vocab)

        def forward(self, ids, every_step):
            y = self.lstm(self.emb(ids))[0]
            return self.out(y if every_step else y[:, -1])

    model = CharLM()
    start = {k: v.clone() for k, v in model.state_dict().items()}
    ids = torch.randint(vocab, (batch, steps + 1))
    x, runs = ids[:, :-1], {}
    for name, every, opt, clip in (
            ("adam_last_step", False, lambda p: torch.optim.Adam(p, lr=0.01), None),
            ("adam_every_step", True, lambda p: torch.optim.Adam(p, lr=0.01), None),
            ("sgd_momentum_every_step", True, lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9), None),
            ("adam_every_step_clip_0.05", True, lambda p: torch.optim.Adam(p, lr=0.01), 0.05)):
        model.load_state_dict(start)
        o, losses, norms, first = opt(model.parameters()), [], [], None
        for _ in range(5):
            o.zero_grad()
            z = model(x, every)
            y = ids[:, 1:] if every else ids[:, -1]
            loss = nn.functional.cross_entropy(z.reshape(-1, vocab), y.reshape(-1))
            loss.backward()
            first = first or {k: p.grad.clone() for k, p in model.named_parameters()}
            norms.append(float(nn.utils.clip_grad_norm_(model.parameters(), clip or float("inf"))))
            o.step()
            losses.append(loss.item())
        runs[name] = dict(losses=losses, grad_norms_before_clip=norms, first_grads=first,
                          final_weights={k: v.clone() for k, v in model.state_dict().items()})
    save("charlm_adam", dict(ids=ids, weights=start, note="Adam betas .9,.999 eps 1e-8; loss: mean cross-entropy over all predicted "
                             "characters; x = ids[:, :-1], y = ids[:, 1:] (every step) or ids[:, -1] (last step)", runs=runs))


os.makedirs(OUT, exist_ok=True)
torch.manual_seed(20240601)
for kind in ("lstm", "rnn_tanh", "gru"):
    for layers in (1, 2):
        for bi in (False, True):
            recurrent(kind, layers, bi)
    recurrent(kind, 1, False, zero=True)
gradtrace("lstm")
gradtrace("rnn_tanh")
charlm()

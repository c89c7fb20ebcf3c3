"""How the page looks."""

STYLE = """
body{font:15px/1.45 system-ui,sans-serif;color:#1c2733;max-width:960px;margin:32px auto;padding:0 16px;background:#fff}
h1{margin:0 0 4px}h2{margin:36px 0 8px;font-size:18px}.lead{font-size:17px}.note{color:#5d6975;margin:4px 0}
.plot{width:100%;max-width:720px;font-size:12px;fill:#1c2733}
table{border-collapse:collapse;margin:8px 0;font-size:14px}th{text-align:left;font-weight:600;color:#5d6975}
th,td{padding:3px 10px;border-bottom:1px solid #e3e7ec}.n,th+th{text-align:right;font-variant-numeric:tabular-nums}
section{display:flex;flex-wrap:wrap;gap:20px;border:1px solid #e3e7ec;border-radius:8px;padding:14px;margin:10px 0}
.problem{flex:0 0 240px}.problem p{margin:8px 0 4px}.problem img{max-width:240px;max-height:320px}
.problem img.small{width:224px;image-rendering:pixelated}
.answers{flex:1 1 380px;min-width:0}ul{list-style:none;margin:4px 0 10px;padding:0 0 0 20px}
li{font:13px/1.5 ui-monospace,monospace}.faulty{background:#fbe3e0}summary{cursor:pointer}
summary,.short{overflow-wrap:anywhere}.short{padding-left:14px}
.right{color:#2b8a57}.wrong{color:#c0392b}.cards{display:flex;flex-wrap:wrap;gap:12px}figure{margin:0}
figcaption{font-size:12px;color:#5d6975}
"""

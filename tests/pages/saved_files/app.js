(function(w,d){"use strict";var cfg={slots:["top","mid"],refresh:30000,headline:"Militia kills 56 in village raid"};
function each(a,f){for(var i=0;i<a.length;i++)f(a[i],i)}
function lazy(){each(d.querySelectorAll("img[data-src]"),function(n){n.src=n.getAttribute("data-src");n.removeAttribute("data-src")})}
function share(){each(d.querySelectorAll("[aria-label^=Share]"),function(n){n.addEventListener("click",function(){w.open("about:blank","_blank","noopener")})})}
if(d.readyState!=="loading"){lazy();share()}else d.addEventListener("DOMContentLoaded",function(){lazy();share()});w.__cfg=cfg})(window,document);

window.googletag=window.googletag||{cmd:[]};googletag.apiReady=false;
